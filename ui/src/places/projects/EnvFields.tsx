import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { Button, IconButton } from '../../kit/Button';
import { TextField, type Wired } from '../../kit/Field';
import { KEPT, type Variable } from './settings';

/** Variables, one a line. What was set before is kept and never shown; typing replaces it. */
export function EnvFields({
  variables,
  onChange,
  ...wired
}: Wired & { variables: readonly Variable[]; onChange: (variables: Variable[]) => void }) {
  const place = useRef<HTMLFieldSetElement>(null);
  const change = (at: number, change: Partial<Variable>): void =>
    onChange(variables.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const add = (): void => {
    onChange([...variables, { name: '', value: '' }]);
    requestAnimationFrame(() =>
      place.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus(),
    );
  };
  return (
    <fieldset ref={place} id={wired.id} aria-describedby={wired['aria-describedby']} className="min-w-0">
      <legend className="sr-only">Variables</legend>
      <ul className="grid gap-1.5">
        {/* A line is its place: its name is being typed. */}
        {variables.map((one, at) => (
          <li key={at} className="flex items-center gap-1.5">
            <TextField
              aria-label={`Name of variable ${at + 1}`}
              value={one.name}
              placeholder="NAME"
              spellCheck={false}
              readOnly={one.value === KEPT}
              className="code !w-2/5"
              onChange={(event) => change(at, { name: event.target.value })}
            />
            <TextField
              aria-label={`Value of ${one.name || `variable ${at + 1}`}`}
              value={one.value === KEPT ? '' : one.value}
              placeholder={one.value === KEPT ? 'set, kept as it is' : 'value'}
              spellCheck={false}
              autoComplete="off"
              className="code"
              onChange={(event) => change(at, { value: event.target.value })}
            />
            <IconButton
              name={`Remove ${one.name || `variable ${at + 1}`}`}
              onClick={() => onChange(variables.filter((_, index) => index !== at))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button className={variables.length ? 'mt-1.5' : ''} onClick={add}>
        <Plus size={14} aria-hidden /> Add a variable
      </Button>
    </fieldset>
  );
}
