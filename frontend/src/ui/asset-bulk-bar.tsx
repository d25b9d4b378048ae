// What can be done to the assets that are selected in a list.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArchiveRegular, ArrowUndoRegular, DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { type AssetNoun, useArchiveAsset } from '../api/assets';
import { settleEach } from '../lib/settle-each';
import { toast, toastProblem } from './toast';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '32px',
  },
});

interface AssetBulkBarProps {
  noun: AssetNoun;
  names: readonly string[];
  /** What the list shows: archived ones can be restored. */
  archived: boolean;
  onDone: () => void;
}

export function AssetBulkBar({ noun, names, archived, onDone }: AssetBulkBarProps) {
  const styles = useStyles();
  const archive = useArchiveAsset(noun);
  const [busy, setBusy] = useState(false);
  const act = archived ? 'Restore' : 'Archive';
  const done = archived ? 'restored' : 'archived';
  const run = async () => {
    setBusy(true);
    const results = await settleEach(names, (name) =>
      archive.mutateAsync({ name, version: null, archived: !archived }),
    );
    setBusy(false);
    const failed = results.find((each) => each.status === 'rejected');
    if (failed) toastProblem(`Some could not be ${done}`, failed.reason);
    else toast({ intent: 'success', title: `${names.length} ${done}` });
    onDone();
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={`Selected ${noun}`}>
      <Text>{names.length} selected</Text>
      <Button
        icon={archived ? <ArrowUndoRegular /> : <ArchiveRegular />}
        disabledFocusable={busy}
        onClick={() => void run()}
      >
        {act} with all versions
      </Button>
      <Button appearance="subtle" icon={<DismissRegular />} onClick={onDone}>
        Clear the selection
      </Button>
    </div>
  );
}
