/** How far files are that are being brought in. */

import { Field, ProgressBar } from '@fluentui/react-components';
import { formatBytes } from '../../../lib/bytes';
import type { ImportStep } from './import-flow';

export function ImportProgress({ step }: { step: Extract<ImportStep, { kind: 'reading' }> }) {
  const { what, sent } = step;
  // A screen reader has the bar's own value, and need not hear each step of it.
  const bytes = sent && (
    <span aria-hidden>{` ${formatBytes(sent.bytes)} of ${formatBytes(sent.total)}`}</span>
  );
  const label = (
    <>
      {sent ? 'Sending' : 'Importing'} {what}…{bytes}
    </>
  );
  return (
    <Field label={label} size="small">
      <ProgressBar {...(sent ? { value: sent.bytes, max: sent.total } : {})} />
    </Field>
  );
}
