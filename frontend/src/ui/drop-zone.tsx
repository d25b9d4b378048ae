// A page that takes files dropped anywhere onto it, and says so while they hover.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { droppedFiles } from '../lib/dropped-files';

const useStyles = makeStyles({
  root: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
  },
  veil: {
    position: 'absolute',
    inset: 0,
    zIndex: 5,
    display: 'grid',
    placeContent: 'center',
    justifyItems: 'center',
    gap: tokens.spacingVerticalM,
    border: `2px dashed ${tokens.colorCompoundBrandStroke}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    pointerEvents: 'none',
    fontSize: '32px',
  },
});

interface DropZoneProps {
  hint: string;
  onFiles: (files: File[]) => void;
  disabled?: boolean;
  /** A dropped folder brings the files in it; else it is one thing by its name. */
  folders?: boolean;
  children: ReactNode;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

export function DropZone(props: DropZoneProps) {
  const { hint, onFiles, disabled = false, folders = false, children } = props;
  const styles = useStyles();
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only the balance says whether the pointer is still here.
  const depth = useRef(0);
  const enter = (event: DragEvent, by: number) => {
    if (disabled || !hasFiles(event)) return;
    depth.current += by;
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    depth.current = 0;
    setOver(false);
    if (disabled || !hasFiles(event)) return;
    event.preventDefault();
    if (folders) void droppedFiles(event.dataTransfer).then(onFiles);
    else onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has a button beside it that does the same.
    <div
      className={styles.root}
      onDragEnter={(event) => enter(event, 1)}
      onDragLeave={(event) => enter(event, -1)}
      onDragOver={(event) => {
        if (!disabled && hasFiles(event)) event.preventDefault();
      }}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className={styles.veil}>
          <ArrowUploadRegular aria-hidden />
          <Text size={400} weight="semibold">
            {hint}
          </Text>
        </div>
      )}
    </div>
  );
}
