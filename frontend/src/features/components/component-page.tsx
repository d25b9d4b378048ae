// Component.
import { Page } from '../../ui/page';

export function ComponentPage() {
  return <Page title="Component" />;
}
