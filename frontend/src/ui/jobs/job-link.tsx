// A job's name as a link to its page.
import { Link } from '@tanstack/react-router';
import { useLinkStyles } from '../link-styles';

interface JobLinkProps {
  name: string;
  children?: string;
  /** Inside a row that takes the keyboard focus itself. */
  inRow?: boolean;
  /** Among words. */
  inText?: boolean;
}

export function JobLink({ name, children, inRow, inText }: JobLinkProps) {
  const styles = useLinkStyles();
  return (
    <Link
      to="/jobs/$name"
      params={{ name }}
      search={{}}
      className={inRow ? styles.quiet : inText ? styles.inText : styles.link}
      tabIndex={inRow ? -1 : undefined}
      title={name}
    >
      {children || name}
    </Link>
  );
}
