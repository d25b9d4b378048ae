/** What a finding says at its field, for Fluent's Field. */

import type { FieldProps } from '@fluentui/react-components';
import type { Diagnostic } from '../../../api/types';
import { Prose } from '../../../ui/prose';

export function saidBy(
  found: Diagnostic | undefined,
): Pick<FieldProps, 'validationMessage' | 'validationState'> {
  if (found === undefined) return { validationState: 'none' };
  return {
    validationState: found.severity === 'error' ? 'error' : 'warning',
    validationMessage: <Prose text={found.message} />,
  };
}
