// The top bar: name of the product and workspace, the way to everything, and who is signed in.
import {
  Button,
  makeStyles,
  mergeClasses,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { KeyboardRegular, NavigationRegular, SearchRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useSession } from '../api/session';
import { workspaceName } from '../api/workspace';
import logo from '../ui/logo.svg';
import { ConnectionBadge } from './connection-badge';
import { toggleNav, useNavCollapsed } from './nav-state';
import { paletteState } from './palette/state';
import { shortcutsState } from './shortcuts-state';
import { ThemeMenu } from './theme-menu';
import { UserMenu } from './user-menu';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalXS,
  },
  slash: { color: tokens.colorNeutralForeground3 },
  workspace: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
  search: {
    marginLeft: 'auto',
    marginRight: 'auto',
    width: 'min(420px, 34vw)',
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
  keys: { marginLeft: 'auto', color: tokens.colorNeutralForeground3 },
  end: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

function Workspace() {
  const styles = useStyles();
  const here = useSession()?.workspaces.find((each) => each.name === workspaceName());
  if (!here) return null;
  return (
    <>
      <span className={styles.slash} aria-hidden>
        /
      </span>
      <Text className={styles.workspace} title={`Workspace ${here.name}, your role: ${here.role}`}>
        {here.display_name || here.name}
      </Text>
    </>
  );
}

export function TopBar({ className }: { className?: string }) {
  const styles = useStyles();
  const collapsed = useNavCollapsed();
  return (
    <header className={mergeClasses(styles.bar, className)}>
      <Button
        appearance="subtle"
        icon={<NavigationRegular />}
        aria-label={collapsed ? 'Show navigation labels' : 'Hide navigation labels'}
        aria-expanded={!collapsed}
        onClick={toggleNav}
      />
      <Link to="/" className={styles.brand}>
        <img src={logo} alt="" width={22} height={22} />
        Pipeline Studio
      </Link>
      <Workspace />
      <Button
        className={styles.search}
        icon={<SearchRegular />}
        onClick={paletteState.open}
        aria-keyshortcuts="Control+K Meta+K"
      >
        Search or run a command
        <Text size={200} className={styles.keys} aria-hidden>
          Ctrl K
        </Text>
      </Button>
      <div className={styles.end}>
        <ConnectionBadge />
        <Tooltip content="Keyboard shortcuts (?)" relationship="label">
          <Button appearance="subtle" icon={<KeyboardRegular />} onClick={shortcutsState.open} />
        </Tooltip>
        <ThemeMenu />
        <UserMenu />
      </div>
    </header>
  );
}
