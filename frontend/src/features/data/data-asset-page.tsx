// Data asset.
import { Page } from '../../ui/page';

export function DataAssetPage() {
  return <Page title="Data asset" />;
}
