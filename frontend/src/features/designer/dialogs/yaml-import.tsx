/** YAML that replaces what is on the canvas, as one step that can be undone. */

import { Button, Text, Textarea } from '@fluentui/react-components';
import { FolderOpenRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { asProblem } from '../../../api/problem';
import type { Diagnostic } from '../../../api/types';
import { Prose } from '../../../ui/prose';
import { toast } from '../../../ui/toast';
import { validateYaml } from '../data/api';
import { useDesigner } from '../data/session';
import { usePanelStyles } from '../panel/use-panel-styles';

export function YamlImport({ onDone }: { onDone: () => void }) {
  const styles = usePanelStyles();
  const { run, view, store } = useDesigner();
  const [text, setText] = useState('');
  const [findings, setFindings] = useState<readonly Diagnostic[]>([]);
  const file = useRef<HTMLInputElement>(null);
  const reading = useMutation({
    mutationFn: validateYaml,
    onSuccess: ({ document, diagnostics }) => {
      setFindings(diagnostics);
      if (!document) return;
      store.select([]);
      run({ kind: 'replace', document, label: 'import YAML' });
      requestAnimationFrame(() => view.get()?.fit());
      const count = diagnostics.length;
      const body = count > 0 ? `${count} findings: see Problems.` : undefined;
      toast({ intent: 'success', title: 'YAML imported', ...(body ? { body } : {}) });
      onDone();
    },
  });
  return (
    <div className={styles.section} style={{ paddingTop: 12 }}>
      <Text size={200}>
        It replaces what is on the canvas; Undo brings that back. Components have to be registered,
        or written inside the file.
      </Text>
      <Textarea
        aria-label="YAML to import"
        value={text}
        rows={14}
        placeholder="Paste a pipeline job here"
        textarea={{ style: { fontFamily: 'Consolas, monospace', maxHeight: '40vh' } }}
        onChange={(_, data) => setText(data.value)}
      />
      {reading.isError && (
        <Text role="alert">
          <Prose text={asProblem(reading.error).message} />
        </Text>
      )}
      {findings.length > 0 && (
        <ul role="alert" style={{ margin: 0 }}>
          {findings.slice(0, 20).map((one) => (
            <li key={`${one.path} ${one.code} ${one.line}`}>
              {one.line !== null ? `Line ${one.line}: ` : ''}
              <Prose text={one.message} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <Button icon={<FolderOpenRegular />} onClick={() => file.current?.click()}>
          Choose a file
        </Button>
        <input
          ref={file}
          type="file"
          accept=".yml,.yaml"
          hidden
          aria-label="YAML file"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) void chosen.text().then(setText);
          }}
        />
        <Button
          appearance="primary"
          disabled={!text.trim() || reading.isPending}
          onClick={() => reading.mutate(text)}
        >
          Import
        </Button>
      </div>
    </div>
  );
}
