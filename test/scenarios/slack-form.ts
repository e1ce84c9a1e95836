import type { FakeForm } from '../fakes/slack/forms.ts';
import type { Form } from './chat.ts';

/** A form as its person sees it; its fields are named by what they are for. */
export function formOf(open: FakeForm): Form {
  const labelOf = (option: string) => {
    const field = open.fields.find(({ block_id }) => block_id === option);
    if (!field) throw new Error(`the form has nothing for ${option}`);
    return field.label.text;
  };
  return {
    values: open.initial,
    submit: (values) => submit(open, values),
    holds: (option) => open.initial[labelOf(option)],
    sends: (changes) =>
      submit(open, Object.fromEntries(Object.entries(changes).map(([option, value]) => [labelOf(option), value]))),
  };
}

/** Whoever knows a value types it where values are suggested, and takes it. */
async function submit(open: FakeForm, values: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  for (const [label, value] of Object.entries(values)) {
    const field = open.fields.find((each) => each.label.text === label);
    if (field?.element.type === 'external_select') await open.suggestions(label, value);
  }
  return open.submit(values);
}
