/** What was found in files before anything is made of them: all of it, with line and column. */

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Diagnostic } from '../../../api/types';
import { plural } from '../../../lib/text';
import { DialogFrame } from '../../../ui/dialog-frame';
import { DiagnosticList } from '../../../ui/problem-view';
import { Prose } from '../../../ui/prose';
import { countBySeverity } from '../data/problems';
import { useValue } from '../data/session';
import { type ImportFlow, type ImportStep, startImport, takeImport } from './import-flow';
import { MissingFiles } from './missing-files';
import { countNotSent } from './not-sent';

const useStyles = makeStyles({
  surface: { maxWidth: '760px' },
  list: { maxHeight: '44vh', overflowY: 'auto', overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3 },
});

export function ImportDialog({ flow }: { flow: ImportFlow }) {
  const step = useValue(flow.step);
  if (step === null || step.kind === 'reading') return null;
  return <Findings flow={flow} step={step} />;
}

type Answered = Exclude<ImportStep, { kind: 'reading' }>;

function Findings({ flow, step }: { flow: ImportFlow; step: Answered }) {
  const styles = useStyles();
  const { what, main } = step;
  const { diagnostics } = step.kind === 'read' ? step.found : step.problem;
  const missing = countNotSent(diagnostics);
  const { errors } = countBySeverity(diagnostics);
  const close = () => flow.step.set(null);
  return (
    <DialogFrame
      title={step.kind === 'read' ? `${counted(diagnostics)} in ${what}` : 'Nothing was imported'}
      className={styles.surface}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{step.kind === 'read' ? 'Cancel' : 'Close'}</Button>
          {step.kind === 'read' && (
            <Button
              appearance={missing > 0 ? 'secondary' : 'primary'}
              onClick={() => void takeImport(flow, step.found)}
            >
              {errors > 0 ? `${flow.act} all the same` : flow.act}
            </Button>
          )}
        </>
      }
    >
      {step.kind === 'refused' && (
        <Text as="p" block>
          <Prose text={step.problem.message} />
        </Text>
      )}
      {missing > 0 && main !== null && (
        <MissingFiles count={missing} onFiles={(files) => void startImport(flow, files, main)} />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
      <section className={styles.list} tabIndex={0} aria-label="Findings">
        <DiagnosticList diagnostics={errorsFirst(diagnostics)} />
      </section>
      {step.kind === 'read' && (
        <Text as="p" block size={200} className={styles.faint}>
          What could not be read is not on the canvas. The YAML beside it keeps the text as it is,
          with these findings at their lines.
        </Text>
      )}
    </DialogFrame>
  );
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
