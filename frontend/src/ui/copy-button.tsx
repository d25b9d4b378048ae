// Copies text, and says that it did.
import { Button, type ButtonProps, Tooltip } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';

interface CopyButtonProps {
  text: string;
  /** What is copied: "Copy reference". */
  label: string;
  size?: ButtonProps['size'];
  /** Shows the label as words; else only the icon. */
  wide?: boolean;
}

export function CopyButton({ text, label, size = 'small', wide }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(text));
  const icon = copied ? <CheckmarkRegular /> : <CopyRegular />;
  if (wide) {
    return (
      <Button size={size} icon={icon} onClick={() => void copy()}>
        {copied ? 'Copied' : label}
      </Button>
    );
  }
  return (
    <Tooltip content={copied ? 'Copied' : label} relationship="label">
      <Button size={size} appearance="subtle" icon={icon} onClick={() => void copy()} />
    </Tooltip>
  );
}
