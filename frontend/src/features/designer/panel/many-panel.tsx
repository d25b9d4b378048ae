/** The right pane for several things at once: group them, line them up, delete them. */
import { Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { DeleteRegular, GroupRegular } from '@fluentui/react-icons';
import { ACTIONS, ALIGN_ACTIONS, removeSelection } from '../canvas/actions';
import { ALIGN_ICONS } from '../canvas/align-icons';
import { useDesigner } from '../data/session';
import { usePanelStyles } from './use-panel-styles';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  ways: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalS },
});

export function ManyPanel({ count }: { count: number }) {
  const styles = { ...usePanelStyles(), ...useStyles() };
  const designer = useDesigner();
  const { store } = designer;
  return (
    <div className={styles.body}>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        {count} selected
      </Text>
      {designer.canWrite && (
        <>
          <div className={styles.section}>
            <Text as="h3" size={300} weight="semibold" style={{ margin: 0 }}>
              Align and distribute
            </Text>
            <div className={styles.tools}>
              {ALIGN_ACTIONS.filter((one) => one.isEnabled(store)).map((one) => (
                <Tooltip key={one.id} content={one.label(store)} relationship="label">
                  <Button
                    appearance="subtle"
                    icon={ALIGN_ICONS[one.id]}
                    onClick={() => one.run(designer)}
                  />
                </Tooltip>
              ))}
            </div>
          </div>
          <div className={styles.ways}>
            {ACTIONS.group.isEnabled(store) && (
              <Button icon={<GroupRegular />} onClick={() => ACTIONS.group.run(designer)}>
                {ACTIONS.group.label()}
              </Button>
            )}
            <Button icon={<DeleteRegular />} onClick={() => removeSelection(designer)}>
              Delete all
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
