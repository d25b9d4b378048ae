/** The saved draft as a YAML pipeline job. */

import { Button, Skeleton, SkeletonItem, Text, Textarea } from '@fluentui/react-components';
import { ArrowDownloadRegular, CopyRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../../api/problem';
import { toast } from '../../../ui/toast';
import { draftYaml } from '../data/api';
import { useDesigner, useValue } from '../data/session';
import { usePanelStyles } from '../panel/use-panel-styles';

export function YamlExport() {
  const styles = usePanelStyles();
  const { id, autosave, name, canWrite } = useDesigner();
  const title = useValue(name);
  const query = useQuery({
    queryKey: ['draft-yaml', id],
    queryFn: async () => {
      if (canWrite) await autosave.flush();
      return draftYaml(id);
    },
    gcTime: 0,
    retry: false,
  });
  if (query.isPending) {
    return (
      <Skeleton aria-label="Loading">
        <SkeletonItem size={128} />
      </Skeleton>
    );
  }
  if (query.isError) return <Text role="alert">{asProblem(query.error).message}</Text>;
  const { yaml } = query.data;
  const copy = async () => {
    await navigator.clipboard?.writeText(yaml);
    toast({ intent: 'success', title: 'YAML copied' });
  };
  return (
    <div className={styles.section} style={{ paddingTop: 12 }}>
      <Textarea
        readOnly
        aria-label="YAML of this draft"
        value={yaml}
        rows={18}
        textarea={{ style: { fontFamily: 'Consolas, monospace', maxHeight: '48vh' } }}
      />
      <div className={styles.row}>
        <Button icon={<CopyRegular />} onClick={() => void copy()}>
          Copy
        </Button>
        <Button icon={<ArrowDownloadRegular />} onClick={() => download(yaml, title)}>
          Download .yml
        </Button>
      </div>
    </div>
  );
}

function download(yaml: string, title: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([yaml], { type: 'application/yaml' }));
  link.download = `${title.replace(/[^\w.-]+/g, '_') || 'pipeline'}.yml`;
  link.click();
  URL.revokeObjectURL(link.href);
}
