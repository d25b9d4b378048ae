// An asset's description: read as it is rendered, edited as Markdown.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Html } from './html';
import { MarkdownField } from './markdown-field';
import { ProblemView } from './problem-view';
import { Section } from './section';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface DescriptionSectionProps {
  text: string;
  html: string;
  canEdit: boolean;
  onSave: (text: string) => Promise<unknown>;
}

export function DescriptionSection({ text, html, canEdit, onSave }: DescriptionSectionProps) {
  const styles = useStyles();
  const [editing, setEditing] = useState(false);
  const edit = (
    <Button
      size="small"
      appearance="subtle"
      icon={<EditRegular />}
      onClick={() => setEditing(true)}
    >
      Edit
    </Button>
  );
  return (
    <Section title="Description" actions={canEdit && !editing ? edit : undefined}>
      {editing ? (
        <Editor text={text} onSave={onSave} onClose={() => setEditing(false)} />
      ) : html ? (
        <Html kind="prose" html={html} />
      ) : (
        <Text className={styles.quiet}>No description.</Text>
      )}
    </Section>
  );
}

interface EditorProps {
  text: string;
  onSave: (text: string) => Promise<unknown>;
  onClose: () => void;
}

/** What was typed stays when saving fails. */
function Editor({ text, onSave, onClose }: EditorProps) {
  const styles = useStyles();
  const [draft, setDraft] = useState(text);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = () => {
    setSaving(true);
    setError(null);
    onSave(draft).then(onClose, (problem: unknown) => {
      setSaving(false);
      setError(problem);
    });
  };
  return (
    <div className={styles.form}>
      <MarkdownField label="Description" value={draft} onChange={setDraft} />
      {error !== null && <ProblemView error={error} title="Not saved" />}
      <div className={styles.row}>
        <Button appearance="primary" onClick={save} disabled={saving}>
          {saving ? 'Saving' : 'Save'}
        </Button>
        <Button onClick={onClose}>Discard changes</Button>
      </div>
    </div>
  );
}
