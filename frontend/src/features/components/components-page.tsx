// Components.
import { Page } from '../../ui/page';

export function ComponentsPage() {
  return <Page title="Components" />;
}
