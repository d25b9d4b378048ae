// Nothing here yet: what to do next, as a button and as a command.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { CommandLine } from './command-line';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    justifyItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    minWidth: 0,
  },
  disc: {
    display: 'grid',
    placeItems: 'center',
    width: '64px',
    height: '64px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: '28px',
  },
  text: { color: tokens.colorNeutralForeground3, maxWidth: '52ch' },
});

interface EmptyStateProps {
  icon: FluentIcon;
  title: string;
  text?: string;
  action?: ReactNode;
  command?: string;
}

export function EmptyState({ icon: Icon, title, text, action, command }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={styles.disc} aria-hidden>
        <Icon />
      </span>
      <Text as="h2" size={400} weight="semibold" align="center" style={{ margin: 0 }}>
        {title}
      </Text>
      {text && (
        <Text align="center" className={styles.text}>
          {text}
        </Text>
      )}
      {action}
      {command && <CommandLine command={command} />}
    </div>
  );
}
