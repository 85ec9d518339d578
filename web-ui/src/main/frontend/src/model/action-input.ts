import { text } from '../text/text.js';
import type { Action, Field } from './thing.js';

/** What a form holds, by the field's name: words as typed, or ticked or not. */
export type Answers = ReadonlyMap<string, string | boolean>;

export type Input =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly trouble: string };

/** What is sent to the device: the bare value, or an object without what was left open. */
export function inputOf({ title, input }: Action, answers: Answers): Input {
  const members: Record<string, unknown> = {};
  for (const field of input) {
    const name = field.title || title;
    const answer = answers.get(field.name);
    const given = typeof answer === 'string' ? answer.trim() : answer;
    if (given === undefined || given === '') {
      if (field.required) return { ok: false, trouble: text.command.needed(name) };
      continue;
    }
    const value = valueOf(field, given);
    if (value === undefined)
      return { ok: false, trouble: text.command.notOne(name, limits(field)) };
    members[field.name] = value;
  }
  return { ok: true, value: '' in members ? members[''] : members };
}

function valueOf({ control, type }: Field, given: string | boolean): unknown {
  if (control.as === 'toggle') return given === true || given === 'true';
  if (control.as === 'choice') return control.options.find((it) => String(it) === String(given));
  if (control.as === 'text' || control.as === 'colour') return String(given);
  const number = Number(given);
  const { min, max } = control as { min?: number; max?: number };
  if (!Number.isFinite(number) || (type === 'integer' && !Number.isInteger(number)))
    return undefined;
  if ((min !== undefined && number < min) || (max !== undefined && number > max)) return undefined;
  return number;
}

/** 'from 0 to 100', for one who typed something else. */
function limits({ control }: Field): string {
  const { min, max } = control as { min?: number; max?: number };
  return text.command.limits(min, max);
}
