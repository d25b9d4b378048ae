// A job by its name, one click away.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    overflowWrap: 'anywhere',
    ':hover': { textDecorationLine: 'underline' },
  },
});

export function JobLink({ name }: { name: string }) {
  const styles = useStyles();
  return (
    <Link to="/jobs/$name" params={{ name }} className={styles.link}>
      {name}
    </Link>
  );
}
