// The way in: the link that `studio up` printed, or a name and a password.
import {
  Divider,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  Title2,
  tokens,
} from '@fluentui/react-components';
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
  const { next = '/', expired } = useSearch({ from: '/sign-in' });
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
        {expired && <UsedLink />}
        <LinkForm next={next} />
        <Divider>or</Divider>
        <PasswordForm onDone={() => void navigate({ href: next, replace: true })} />
      </div>
    </main>
  );
}

function UsedLink() {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>This link works no more</MessageBarTitle>
        It was opened before, or is older than twelve hours. On the machine of the studio,{' '}
        <code>studio admin sign-in-link</code> prints another one.
      </MessageBarBody>
    </MessageBar>
  );
}
