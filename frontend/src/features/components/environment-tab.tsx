// What a component's command runs in: a link to the registered environment, or what is written in place.
import { Link } from '@tanstack/react-router';
import type { ComponentVersion } from '../../api/types';
import { JsonView } from '../../ui/json-view';
import { useLinkStyles } from '../../ui/link-styles';
import { Section } from '../../ui/section';
import { registeredIn } from './registered-in';

export function EnvironmentTab({ environment }: { environment: ComponentVersion['environment'] }) {
  const styles = useLinkStyles();
  const registered = registeredIn(environment);
  return (
    <Section title="Environment">
      {registered ? (
        <Link
          to="/environments/$name"
          params={{ name: registered.name }}
          search={registered.version === undefined ? {} : { version: registered.version }}
          className={styles.link}
        >
          {registered.text}
        </Link>
      ) : (
        <JsonView value={environment} label="the environment" />
      )}
    </Section>
  );
}
