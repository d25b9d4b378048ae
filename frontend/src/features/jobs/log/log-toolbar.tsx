// Search and switches above a log.
import {
  Button,
  Input,
  makeStyles,
  Text,
  ToggleButton,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  ArrowDownRegular,
  ArrowUpRegular,
  FilterRegular,
  SearchRegular,
  TextCaseTitleRegular,
  TextWrapRegular,
} from '@fluentui/react-icons';
import type { KeyboardEvent } from 'react';
import { formatCount } from '../../../lib/text';

export interface LogOptions {
  text: string;
  isRegex: boolean;
  matchCase: boolean;
  filter: boolean;
  wrap: boolean;
}

interface LogToolbarProps {
  options: LogOptions;
  onChange: (change: Partial<LogOptions>) => void;
  error: string | null;
  matches: number;
  position: number;
  searching: boolean;
  onStep: (by: number) => void;
  downloadUrl: string;
}

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
  },
  input: { flexGrow: 1, minWidth: '140px', maxWidth: '280px' },
  count: {
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
    padding: `0 ${tokens.spacingHorizontalXS}`,
  },
  end: { marginLeft: 'auto', display: 'flex', gap: tokens.spacingHorizontalXS },
});

function countText(props: LogToolbarProps): string {
  if (props.options.text === '') return '';
  if (props.error) return 'Not a regular expression';
  const more = props.searching ? '+' : '';
  if (props.matches === 0) return props.searching ? 'Searching' : 'No match';
  const all = `${formatCount(props.matches)}${more}`;
  return props.options.filter ? `${all} lines` : `${formatCount(props.position + 1)} of ${all}`;
}

interface SwitchProps {
  label: string;
  icon: React.ReactElement;
  on: boolean;
  onChange: (on: boolean) => void;
}

function Toggle({ label, icon, on, onChange }: SwitchProps) {
  return (
    <Tooltip content={label} relationship="label">
      <ToggleButton
        size="small"
        appearance="subtle"
        icon={icon}
        checked={on}
        onClick={() => onChange(!on)}
      />
    </Tooltip>
  );
}

export function LogToolbar(props: LogToolbarProps) {
  const { options, onChange, onStep } = props;
  const styles = useStyles();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') onChange({ text: '', filter: false });
  };
  return (
    <div className={styles.bar}>
      <Input
        className={styles.input}
        size="small"
        contentBefore={<SearchRegular />}
        placeholder="Search the log"
        aria-label="Search the log"
        aria-invalid={props.error !== null}
        value={options.text}
        onChange={(_, data) => onChange({ text: data.value })}
        onKeyDown={onKeyDown}
      />
      <Toggle
        label="Regular expression"
        icon={<span aria-hidden>.*</span>}
        on={options.isRegex}
        onChange={(isRegex) => onChange({ isRegex })}
      />
      <Toggle
        label="Match case"
        icon={<TextCaseTitleRegular />}
        on={options.matchCase}
        onChange={(matchCase) => onChange({ matchCase })}
      />
      <Toggle
        label="Show only matching lines"
        icon={<FilterRegular />}
        on={options.filter}
        onChange={(filter) => onChange({ filter })}
      />
      <Tooltip content="Previous match (Shift+Enter)" relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowUpRegular />}
          disabled={props.matches === 0}
          onClick={() => onStep(-1)}
        />
      </Tooltip>
      <Tooltip content="Next match (Enter)" relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowDownRegular />}
          disabled={props.matches === 0}
          onClick={() => onStep(1)}
        />
      </Tooltip>
      <Text size={200} className={styles.count} role="status">
        {countText(props)}
      </Text>
      <div className={styles.end}>
        <Toggle
          label="Wrap lines"
          icon={<TextWrapRegular />}
          on={options.wrap}
          onChange={(wrap) => onChange({ wrap })}
        />
        <Tooltip content="Download the log" relationship="label">
          <Button
            as="a"
            size="small"
            appearance="subtle"
            icon={<ArrowDownloadRegular />}
            href={props.downloadUrl}
            download
          />
        </Tooltip>
      </div>
    </div>
  );
}
