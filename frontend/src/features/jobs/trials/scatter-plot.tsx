// The metric over one parameter, a dot for each trial.
import { Dropdown, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { parameterAxis } from './axes';
import { DotPlot } from './dot-plot';
import type { Shared } from './trial-table';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  drop: { minWidth: '160px', justifySelf: 'start' },
});

export function ScatterPlot(shared: Shared) {
  const styles = useStyles();
  const { items, parameters, primary_metric } = shared.found;
  const [chosen, setChosen] = useState(parameters[0]?.name ?? '');
  const parameter = parameters.find((each) => each.name === chosen) ?? parameters[0];
  const across = useMemo(() => parameter && parameterAxis(parameter, items), [parameter, items]);
  if (!parameter || !across) return null;
  const label = `${primary_metric} over ${parameter.name}. The table above holds the same values.`;
  return (
    <div className={styles.root}>
      <Dropdown
        className={styles.drop}
        size="small"
        aria-label="Parameter"
        value={parameter.name}
        selectedOptions={[parameter.name]}
        onOptionSelect={(_, data) => setChosen(data.optionValue ?? chosen)}
      >
        {parameters.map(({ name }) => (
          <Option key={name} value={name}>
            {name}
          </Option>
        ))}
      </Dropdown>
      <DotPlot {...shared} across={across} label={label} />
    </div>
  );
}
