// What differs between A and B, value by value; long texts as lines that went and came.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ComparedValue } from '../../../api/types';
import { Diff } from '../../../ui/diff';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  // A long line of a difference scrolls in its own box: it takes no room from the other columns.
  table: {
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    width: '100%',
    fontSize: tokens.fontSizeBase200,
  },
  what: { width: '20%' },
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

export const PART_WORDS: Readonly<Record<string, string>> = {
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

interface ValuesProps {
  values: readonly ComparedValue[];
  letters: readonly [string, string];
}

export function Values({ values, letters }: ValuesProps) {
  const styles = useStyles();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {['What', ...letters].map((name) => (
              <th
                key={name}
                scope="col"
                className={mergeClasses(styles.head, name === 'What' && styles.what)}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((each) => (
            <tr key={`${each.part} ${each.name}`}>
              <td className={styles.cell}>
                {PART_WORDS[each.part] ?? each.part} {each.name && <code>{each.name}</code>}
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
