// A button that asks for files.
import { Button, type ButtonProps } from '@fluentui/react-components';
import { useRef } from 'react';

interface FileButtonProps {
  label: string;
  accept?: string;
  multiple?: boolean;
  folder?: boolean;
  appearance?: ButtonProps['appearance'];
  icon?: React.ReactElement;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}

export function FileButton(props: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        appearance={props.appearance ?? 'secondary'}
        icon={props.icon ?? null}
        disabledFocusable={props.disabled === true}
        onClick={() => props.disabled !== true && input.current?.click()}
      >
        {props.label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={props.label}
        accept={props.accept}
        multiple={props.multiple}
        {...(props.folder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) props.onFiles(files);
        }}
      />
    </>
  );
}
