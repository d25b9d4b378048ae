/** All that was found in files, with line and column, before anything is made of them. */

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Diagnostic, Problem } from '../../../api/types';
import { plural } from '../../../lib/text';
import { DialogFrame } from '../../../ui/dialog-frame';
import { DiagnosticList } from '../../../ui/problem-view';
import { Prose } from '../../../ui/prose';
import { problemText } from '../../../ui/toast';
import { countBySeverity } from '../data/problems';
import {
  findingsOf,
  type ImportStep,
  type Read,
  readable,
  startImport,
  takeImport,
} from './import-flow';
import { MissingFiles } from './missing-files';
import { countNotSent, withoutRemedy } from './not-sent';

const useStyles = makeStyles({
  surface: { maxWidth: '760px' },
  list: { maxHeight: '44vh', overflowY: 'auto', overflowWrap: 'anywhere' },
  name: { margin: '8px 0 0', fontSize: tokens.fontSizeBase300 },
  faint: { color: tokens.colorNeutralForeground3 },
});

interface ImportFindingsProps {
  step: Extract<ImportStep, { kind: 'read' }>;
}

export function ImportFindings({ step }: ImportFindingsProps) {
  const styles = useStyles();
  const { reads, flow } = step;
  const found = readable(reads);
  const all = reads.flatMap(findingsOf);
  const missing = countNotSent(all);
  const { errors } = countBySeverity(all);
  const [only, ...others] = reads;
  const main = others.length === 0 ? (only?.main ?? null) : null;
  const isMissing = missing > 0 && main !== null;
  const act = flow.act(found.length);
  const close = () => flow.step.set(null);
  return (
    <DialogFrame
      title={found.length === 0 ? 'Nothing was imported' : `${counted(all)} in ${step.what}`}
      className={styles.surface}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{found.length > 0 ? 'Cancel' : 'Close'}</Button>
          {found.length > 0 && (
            <Button
              appearance={isMissing ? 'secondary' : 'primary'}
              onClick={() => void takeImport(flow, step.what, found)}
            >
              {errors > 0 ? `${act} all the same` : act}
            </Button>
          )}
        </>
      }
    >
      {isMissing && (
        <MissingFiles count={missing} onFiles={(files) => void startImport(flow, files, main)} />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
      <section className={styles.list} tabIndex={0} aria-label="Findings">
        {reads.map((one) => (
          <OfOne key={one.name} read={one} isOnly={others.length === 0} isHelped={isMissing} />
        ))}
      </section>
      {found.length > 0 && errors > 0 && (
        <Text as="p" block size={200} className={styles.faint}>
          {flow.leftOut}
        </Text>
      )}
    </DialogFrame>
  );
}

/** Without a word about those that are as they should be. */
function OfOne({ read, isOnly, isHelped }: { read: Read; isOnly: boolean; isHelped: boolean }) {
  const styles = useStyles();
  const { name, outcome } = read;
  const all = findingsOf(read);
  const findings = isHelped ? withoutRemedy(all) : all;
  if (findings.length === 0 && outcome.kind === 'read') return null;
  return (
    <>
      {!isOnly && <h3 className={styles.name}>{name}</h3>}
      {outcome.kind === 'refused' && (
        <Text as="p" block>
          {/* One finding is the whole refusal: it says where, too. */}
          <Prose text={problemText(outcome.problem)} /> {!isOnly && 'No draft is made of it.'}
        </Text>
      )}
      {!(outcome.kind === 'refused' && isWhole(outcome.problem)) && (
        <DiagnosticList diagnostics={errorsFirst(findings)} />
      )}
    </>
  );
}

/** Whether its message, hint and place are all that there is to say. */
function isWhole({ message, diagnostics: [only, ...others] }: Problem): boolean {
  return only !== undefined && others.length === 0 && message.endsWith(only.message);
}

function counted(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings } = countBySeverity(diagnostics);
  const parts = [
    errors > 0 && plural(errors, 'error'),
    warnings > 0 && plural(warnings, 'warning'),
  ];
  return parts.filter(Boolean).join(', ');
}

function errorsFirst(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = ({ severity }: Diagnostic) => (severity === 'error' ? 0 : 1);
  return [...diagnostics].sort((one, other) => rank(one) - rank(other));
}
