// No job has run yet: one button, and the same thing as a command.
import { FlowchartRegular } from '@fluentui/react-icons';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { Section } from '../../ui/section';

export function HomeEmpty() {
  return (
    <Section title="Begin">
      <EmptyState
        icon={FlowchartRegular}
        title="No pipeline has run yet"
        text="Draw one in the designer and submit it, or submit a YAML file from the command line. It shows up here at once."
        action={
          <ButtonLink to="/drafts" search={{}} appearance="primary">
            Open the designer
          </ButtonLink>
        }
        command="studio job create --file pipeline.yml --stream"
      />
    </Section>
  );
}
