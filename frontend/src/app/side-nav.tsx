// Left navigation. Narrow windows, or the person's choice, leave only the icons.
import { makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { NAV_GROUPS, NAV_ITEMS, type NavItem } from './nav-items';
import { useNavCollapsed } from './nav-state';

const useStyles = makeStyles({
  nav: {
    width: '208px',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS}`,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowY: 'auto',
    overflowX: 'hidden',
    boxSizing: 'border-box',
  },
  narrow: { width: '56px' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  label: {
    display: 'block',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  rule: {
    height: '1px',
    margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralStroke2,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '36px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    position: 'relative',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  active: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    '::before': {
      content: '""',
      position: 'absolute',
      left: 0,
      top: '10px',
      bottom: '10px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandBackground,
    },
  },
  icon: { fontSize: '20px', flexShrink: 0 },
});

function Item({ item, narrow }: { item: NavItem; narrow: boolean }) {
  const styles = useStyles();
  const Icon = item.icon;
  const link = (
    <Link
      to={item.to}
      className={styles.link}
      activeProps={{ className: mergeClasses(styles.link, styles.active) }}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      aria-label={narrow ? item.label : undefined}
    >
      <Icon className={styles.icon} aria-hidden />
      {narrow ? null : item.label}
    </Link>
  );
  if (!narrow) return link;
  return (
    <Tooltip content={item.label} relationship="label" positioning="after">
      {link}
    </Tooltip>
  );
}

export function SideNav() {
  const styles = useStyles();
  const narrow = useNavCollapsed();
  return (
    <nav aria-label="Studio" className={mergeClasses(styles.nav, narrow && styles.narrow)}>
      {NAV_GROUPS.map((group) => (
        <div key={group.id}>
          {group.label && !narrow && <span className={styles.label}>{group.label}</span>}
          {group.label && narrow && <div className={styles.rule} />}
          <ul className={styles.list}>
            {NAV_ITEMS.filter((item) => item.group === group.id).map((item) => (
              <li key={item.to}>
                <Item item={item} narrow={narrow} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
