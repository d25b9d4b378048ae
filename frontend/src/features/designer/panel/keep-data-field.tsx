// How long the outputs of a pipeline's steps are kept once it completed.
import { Field, Select, SpinButton } from '@fluentui/react-components';
import { usePanelStyles } from './use-panel-styles';

type Days = number | 'forever' | null;

interface KeepDataFieldProps {
  value: Days;
  disabled: boolean;
  onChange: (value: Days) => void;
}

const USUAL_DAYS = 30;

export function KeepDataField({ value, disabled, onChange }: KeepDataFieldProps) {
  const styles = usePanelStyles();
  const chosen = value === null ? '' : value === 'forever' ? 'forever' : 'days';
  return (
    <>
      <Field label="Keep intermediate data" size="small">
        <Select
          value={chosen}
          disabled={disabled}
          onChange={(_, data) =>
            onChange(data.value === '' ? null : data.value === 'forever' ? 'forever' : USUAL_DAYS)
          }
        >
          <option value="">As the workspace says</option>
          <option value="forever">For ever</option>
          <option value="days">For some days after it completed</option>
        </Select>
      </Field>
      {typeof value === 'number' && (
        <Field label="Days" size="small" className={styles.grow}>
          <SpinButton
            value={value}
            min={0}
            max={36500}
            disabled={disabled}
            onChange={(_, data) => {
              const days = data.value ?? Number.parseInt(data.displayValue ?? '', 10);
              if (Number.isInteger(days) && days >= 0) onChange(days);
            }}
          />
        </Field>
      )}
    </>
  );
}
