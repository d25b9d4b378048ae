import { DataIcon, TypeIcon } from '../../../canvas/view/node-marks';
import type { Asset } from '../canvas/assets';

export function AssetIcon({ asset }: { asset: Asset }) {
  if (asset.kind === 'control') return <TypeIcon type={asset.control.type} />;
  return asset.kind === 'data' ? (
    <DataIcon type={asset.data.type} />
  ) : (
    <TypeIcon type={asset.component.type} />
  );
}
