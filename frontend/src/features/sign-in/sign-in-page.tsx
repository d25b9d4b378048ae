// The way in: the link that `studio up` printed, or a name and a password.
import { Divider, makeStyles, Text, Title2, tokens } from '@fluentui/react-components';
import { useNavigate, useSearch } from '@tanstack/react-router';
import logo from '../../ui/logo.svg';
import { usePageTitle } from '../../ui/page';
import { LinkForm } from './link-form';
import { PasswordForm } from './password-form';

const useStyles = makeStyles({
  page: {
    height: '100%',
    overflow: 'auto',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    width: 'min(400px, 100%)',
    padding: tokens.spacingHorizontalXXXL,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
  },
  head: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function SignInPage() {
  const styles = useStyles();
  const navigate = useNavigate();
  const { next = '/' } = useSearch({ from: '/sign-in' });
  usePageTitle('Sign in');
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.head}>
          <img src={logo} alt="" width={40} height={40} />
          <Title2 as="h1" className={styles.title}>
            Pipeline Studio
          </Title2>
          <Text className={styles.quiet}>
            Open the sign-in link that the studio printed when it started, or paste it here.
          </Text>
        </div>
        <LinkForm />
        <Divider>or</Divider>
        <PasswordForm onDone={() => void navigate({ href: next, replace: true })} />
      </div>
    </main>
  );
}
