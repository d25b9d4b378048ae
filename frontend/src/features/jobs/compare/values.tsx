// What differs between A and B, value by value; long texts as lines that went and came.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ComparedValue } from '../../../api/types';
import { Diff } from '../../../ui/diff';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200 },
  head: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS} 0`,
  },
  cell: {
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  value: { fontFamily: tokens.fontFamilyMonospace, width: '40%' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const PARTS: Readonly<Record<string, string>> = {
  component: 'Component',
  command: 'Command',
  snapshot: 'Code',
  environment: 'Environment',
  parameters: 'Parameter',
  inputs: 'Input',
  variables: 'Environment variable',
  resources: 'Resources',
  distribution: 'Distribution',
  compute: 'Compute',
  timeout: 'Timeout',
  settings: 'Setting',
  experiment: 'Experiment',
  description: 'Description',
  tags: 'Tag',
};

export function Values({ values }: { values: readonly ComparedValue[] }) {
  const styles = useStyles();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {['What', 'A', 'B'].map((name) => (
              <th key={name} scope="col" className={styles.head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((each) => (
            <tr key={`${each.part} ${each.name}`}>
              <td className={styles.cell}>
                {PARTS[each.part] ?? each.part} {each.name && <code>{each.name}</code>}
              </td>
              {each.diff ? (
                <td className={styles.cell} colSpan={2}>
                  <Diff text={each.diff} />
                </td>
              ) : (
                <>
                  <Value text={each.a} />
                  <Value text={each.b} />
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ text }: { text: string | null }) {
  const styles = useStyles();
  return (
    <td className={mergeClasses(styles.cell, styles.value)}>
      {text === null || text === '' ? <span className={styles.quiet}>(none)</span> : text}
    </td>
  );
}
