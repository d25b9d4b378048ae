// The head of every page: breadcrumbs, title, actions; and the name of the browser's tab.
import {
  Breadcrumb,
  BreadcrumbDivider,
  BreadcrumbItem,
  makeStyles,
  mergeClasses,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useEffect } from 'react';

export interface Crumb {
  label: string;
  to: string;
}

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXL}`,
    boxSizing: 'border-box',
    minHeight: '100%',
  },
  /** Lists and graphs scroll inside themselves: the page is exactly as high as the window. */
  fill: { height: '100%', minHeight: 0, paddingBottom: tokens.spacingVerticalL },
  head: { display: 'grid', gap: tokens.spacingVerticalXS },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '36px',
  },
  title: { margin: 0, overflowWrap: 'anywhere', minWidth: 0 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginLeft: 'auto',
  },
  crumb: {
    color: tokens.colorNeutralForeground3,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase200,
    ':hover': { textDecorationLine: 'underline', color: tokens.colorNeutralForeground1 },
  },
  here: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    maxWidth: '360px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  subtitle: { color: tokens.colorNeutralForeground3, maxWidth: '80ch' },
});

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} - Pipeline Studio` : 'Pipeline Studio';
  }, [title]);
}

export function Crumbs({ crumbs, here }: { crumbs: readonly Crumb[]; here: string }) {
  const styles = useStyles();
  return (
    <Breadcrumb size="small" aria-label="Breadcrumbs">
      {crumbs.map((crumb) => (
        <Fragment key={crumb.to}>
          <BreadcrumbItem>
            <Link to={crumb.to} className={styles.crumb}>
              {crumb.label}
            </Link>
          </BreadcrumbItem>
          <BreadcrumbDivider />
        </Fragment>
      ))}
      <BreadcrumbItem>
        <span className={styles.here} aria-current="page">
          {here}
        </span>
      </BreadcrumbItem>
    </Breadcrumb>
  );
}

interface PageProps {
  title: string;
  crumbs?: readonly Crumb[];
  /** Beside the title: a status, a version picker. */
  beside?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  fill?: boolean;
  children?: ReactNode;
}

export function Page({ title, crumbs, beside, subtitle, actions, fill, children }: PageProps) {
  const styles = useStyles();
  usePageTitle(title);
  return (
    <div className={mergeClasses(styles.page, fill && styles.fill)}>
      <header className={styles.head}>
        {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} here={title} />}
        <div className={styles.row}>
          <Title2 as="h1" className={styles.title}>
            {title}
          </Title2>
          {beside}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
      </header>
      {children}
    </div>
  );
}
