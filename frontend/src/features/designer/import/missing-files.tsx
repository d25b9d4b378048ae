/** Says that a pipeline names files which did not come with it, and takes the folder that has them. */

import {
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { plural } from '../../../lib/text';
import { FileButton } from '../../../ui/file-button';

interface MissingFilesProps {
  count: number;
  onFiles: (files: File[]) => void;
}

export function MissingFiles({ count, onFiles }: MissingFilesProps) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {plural(count, 'file or folder', 'files or folders')} beside the YAML did not come with it
        </MessageBarTitle>{' '}
        Choose the folder that holds the pipeline with its components, code and data, or a zip of
        it; or name what is registered here in their place (<code>azureml:NAME:VERSION</code>).
      </MessageBarBody>
      <MessageBarActions>
        <FileButton folder label="Choose the folder" appearance="primary" onFiles={onFiles} />
        <FileButton accept=".zip" label="Choose a zip" onFiles={onFiles} />
      </MessageBarActions>
    </MessageBar>
  );
}
