/** What an empty canvas says: how to begin. */

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DocumentRegular, FlowchartRegular } from '@fluentui/react-icons';
import type { MouseEvent } from 'react';
import { ASK_AN_OWNER, useCanWrite } from '../../../api/session';
import { useDesigner } from '../data/session';
import { importFile } from '../import/bring-files';

const useStyles = makeStyles({
  hint: {
    display: 'grid',
    justifyItems: 'center',
    gap: tokens.spacingVerticalS,
    textAlign: 'center',
    maxWidth: '36ch',
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
    pointerEvents: 'auto',
  },
  icon: { fontSize: '40px', color: tokens.colorNeutralForeground3 },
});

export function EmptyHint() {
  return useDesigner().canWrite ? <HowToBegin /> : <NothingToSee />;
}

/** For those who only look on: a reader, or anybody inside a registered pipeline. */
function NothingToSee() {
  const styles = useStyles();
  const isInside = useDesigner().path.length > 0;
  const isReader = !useCanWrite();
  return (
    <div className={styles.hint}>
      <FlowchartRegular className={styles.icon} aria-hidden />
      <Text size={400} weight="semibold">
        {isInside ? 'This pipeline has no steps' : 'This draft is still empty'}
      </Text>
      {isReader && (
        <Text align="center">You are a reader here: others fill it. {ASK_AN_OWNER}</Text>
      )}
    </div>
  );
}

function HowToBegin() {
  const styles = useStyles();
  const designer = useDesigner();
  const { view, ask, path } = designer;
  const add = (event: MouseEvent) => {
    const at = view.get()?.center() ?? { x: 0, y: 0 };
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    ask.set({ kind: 'add', end: null, at, client: { x: left, y: bottom + 4 } });
  };
  return (
    <div className={styles.hint}>
      <FlowchartRegular className={styles.icon} aria-hidden />
      <Text size={400} weight="semibold">
        Drag a component here
      </Text>
      <Text align="center">
        or double-click to search, or choose one in the library and press Enter.
      </Text>
      <div className={styles.actions}>
        <Button appearance="primary" icon={<AddRegular />} onClick={add}>
          Add a component
        </Button>
        {path.length === 0 && (
          <Button icon={<DocumentRegular />} onClick={() => void importFile(designer)}>
            Import a file
          </Button>
        )}
      </div>
    </div>
  );
}
