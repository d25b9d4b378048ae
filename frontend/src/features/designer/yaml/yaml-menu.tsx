/** What can be done with the text: copy, save as a file, bring files in. */

import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  CopyRegular,
  DocumentRegular,
  FolderRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { toast, toastProblem } from '../../../ui/toast';
import { importFiles } from '../data/api';
import { useDesigner } from '../data/session';

export function YamlMenu({ text }: { text: string }) {
  const { store, name, canWrite } = useDesigner();
  const bring = useImport();
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const copy = async () => {
    await navigator.clipboard?.writeText(text);
    toast({ intent: 'success', title: 'YAML copied' });
  };
  const taken = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) bring.mutate(files);
  };
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            size="small"
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label="Export and import"
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<CopyRegular />} onClick={() => void copy()}>
              Copy the YAML
            </MenuItem>
            <MenuItem
              icon={<ArrowDownloadRegular />}
              onClick={() => download(text, `${fileName(name.get())}.yml`, 'application/yaml')}
            >
              Download as YAML
            </MenuItem>
            <MenuItem
              icon={<ArrowDownloadRegular />}
              onClick={() => {
                const json = `${JSON.stringify(store.get().document, null, 2)}\n`;
                download(json, `${fileName(name.get())}.json`, 'application/json');
              }}
            >
              Download as JSON
            </MenuItem>
            {canWrite && <MenuDivider />}
            {canWrite && (
              <MenuItem icon={<DocumentRegular />} onClick={() => file.current?.click()}>
                Import a YAML, JSON or zip file
              </MenuItem>
            )}
            {canWrite && (
              <MenuItem icon={<FolderRegular />} onClick={() => folder.current?.click()}>
                Import a folder
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".yml,.yaml,.json,.zip"
        hidden
        aria-label="File to import"
        onChange={(event) => taken(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder to import"
        {...{ webkitdirectory: '' }}
        onChange={(event) => taken(event.currentTarget)}
      />
    </>
  );
}

/** What comes replaces what is on the canvas, as one step that can be undone. */
function useImport() {
  const { run, store, view } = useDesigner();
  return useMutation({
    mutationFn: importFiles,
    onSuccess: ({ document, diagnostics }) => {
      store.select([]);
      if (!run({ kind: 'replace', document, label: 'import' })) return;
      requestAnimationFrame(() => view.get()?.fit());
      const count = diagnostics.length;
      const body =
        count > 0 ? `${count} findings: see Problems.` : 'Undo brings back what was here.';
      toast({ intent: 'success', title: 'Imported', body });
    },
    onError: (error) => toastProblem('Nothing was imported', error),
  });
}

function fileName(title: string): string {
  return title.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^_+|_+$/g, '') || 'pipeline';
}

function download(text: string, name: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
