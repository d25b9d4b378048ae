// Environments.
import { Page } from '../../ui/page';

export function EnvironmentsPage() {
  return <Page title="Environments" />;
}
