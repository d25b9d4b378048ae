// Data.
import { Page } from '../../ui/page';

export function DataPage() {
  return <Page title="Data" />;
}
