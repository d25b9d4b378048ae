// In the head of a column: a press sorts by it, another one turns the order round.
import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons';
import type { Direction } from './columns';

const useStyles = makeStyles({
  button: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

interface SortButtonProps {
  label: string;
  direction: Direction;
  onPress: () => void;
}

export function SortButton({ label, direction, onPress }: SortButtonProps) {
  const styles = useStyles();
  return (
    <button type="button" className={styles.button} onClick={onPress}>
      {label}
      {direction === 'ascending' && <ArrowUp12Regular aria-hidden />}
      {direction === 'descending' && <ArrowDown12Regular aria-hidden />}
    </button>
  );
}
