// Compute.
import { Page } from '../../ui/page';

export function ComputesPage() {
  return <Page title="Compute" />;
}
