/** A path typed freely, or a data asset or model of the workspace chosen from a list. */

import { Combobox, Field, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../../api/client';
import type { DataSummary, Diagnostic, ModelSummary, Page } from '../../../api/types';
import { useDebounced } from '../../../lib/debounce';
import { searchWords } from './data-path';
import { saidBy } from './said-by';

const EACH = 20;

interface DataPathFieldProps {
  label: string;
  value: string;
  /** The type of the port: what is just that comes first. */
  type: string;
  onChange: (path: string) => void;
  hint?: string;
  finding?: Diagnostic | undefined;
  placeholder?: string | undefined;
  disabled?: boolean;
}

export function DataPathField(props: DataPathFieldProps) {
  const { label, value, type, onChange, hint, finding, disabled = false } = props;
  const [isOpen, setOpen] = useState(false);
  const found = useSuggestions(searchWords(value), type, isOpen);
  return (
    <Field label={label} size="small" {...(hint ? { hint } : {})} {...saidBy(finding)}>
      <Combobox
        freeform
        value={value}
        selectedOptions={[value]}
        placeholder={props.placeholder ?? 'azureml:name:version or azureml://datastores/…'}
        disabled={disabled}
        open={isOpen && found.length > 0}
        onOpenChange={(_, { open }) => setOpen(open)}
        onChange={(event) => {
          setOpen(true);
          onChange(event.target.value);
        }}
        onOptionSelect={(_, { optionValue }) => optionValue && onChange(optionValue)}
        style={{ minWidth: 0, width: '100%' }}
        input={{ spellCheck: false, style: { minWidth: 0 } }}
      >
        {found.map((one) => (
          <Option key={one.reference} value={one.reference} text={one.reference}>
            {`${one.name}:${one.version} (${one.type})`}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

interface Suggestion {
  reference: string;
  name: string;
  version: string;
  type: string;
}

function useSuggestions(search: string, type: string, enabled: boolean): readonly Suggestion[] {
  const rested = useDebounced(search, 150);
  const noun = type.endsWith('_model') ? 'models' : 'data';
  const query = useQuery({
    queryKey: ['data-suggestions', noun, rested],
    queryFn: ({ signal }) =>
      request<Page<DataSummary | ModelSummary>>('GET', noun, undefined, {
        query: { search: rested || undefined, limit: EACH },
        signal,
      }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const fits = (one: Suggestion) => Number(one.type !== type);
  return (query.data?.items ?? [])
    .map((one) => ({ ...one, reference: `azureml:${one.name}:${one.version}` }))
    .sort((a, b) => fits(a) - fits(b));
}
