// An asset's tags, saved as soon as they change.
import { Text } from '@fluentui/react-components';
import { Section } from './section';
import { TagEditor } from './tag-editor';

interface TagsSectionProps {
  tags: Record<string, string>;
  canEdit: boolean;
  onChange: (tags: Record<string, string>) => void;
}

export function TagsSection({ tags, canEdit, onChange }: TagsSectionProps) {
  return (
    <Section title="Tags">
      {!canEdit && Object.keys(tags).length === 0 && <Text>No tags.</Text>}
      <TagEditor tags={tags} onChange={onChange} disabled={!canEdit} />
    </Section>
  );
}
