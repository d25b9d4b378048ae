// Download, archive and restore of a data asset.
import { Button } from '@fluentui/react-components';
import { ArchiveRegular, ArrowDownloadRegular, ArrowUndoRegular } from '@fluentui/react-icons';
import { useEditData } from '../../api/catalog';
import { dataFiles, fileUrl } from '../../api/files';
import { useCanWrite } from '../../api/session';
import type { DataVersion } from '../../api/types';
import { toast, toastProblem } from '../../ui/toast';

export function DataActions({ data }: { data: DataVersion }) {
  const canWrite = useCanWrite();
  const edit = useEditData(data.name, data.version);
  const setArchived = (archived: boolean) =>
    edit.mutate(
      { archived },
      {
        onSuccess: () => toast({ intent: 'success', title: archived ? 'Archived' : 'Restored' }),
        onError: (error) => toastProblem('The data asset could not be changed', error),
      },
    );
  return (
    <>
      {data.type === 'uri_file' && (
        <Button
          as="a"
          icon={<ArrowDownloadRegular />}
          href={fileUrl(dataFiles(data.name, data.version), '', true)}
          download
        >
          Download
        </Button>
      )}
      {canWrite && (
        <Button
          icon={data.archived ? <ArrowUndoRegular /> : <ArchiveRegular />}
          disabled={edit.isPending}
          onClick={() => setArchived(!data.archived)}
        >
          {data.archived ? 'Restore' : 'Archive'}
        </Button>
      )}
    </>
  );
}
