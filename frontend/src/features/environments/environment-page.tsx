// Environment.
import { Page } from '../../ui/page';

export function EnvironmentPage() {
  return <Page title="Environment" />;
}
