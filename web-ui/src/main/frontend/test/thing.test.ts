import { describe, expect, it } from 'vitest';
import { inputOf } from '../src/model/action-input.js';
import { actionsOf, inWords, kindOf, propertiesOf, propertyOf, spelt } from '../src/model/thing.js';
import { essentialsOf } from '../src/model/main-value.js';
import { valueText } from '../src/model/values.js';
import { aDevice, affordances, aLamp } from './homes.js';

const controlOf = (affordance: unknown) =>
  propertiesOf(aDevice({ properties: { it: affordance } }))[0]!.control;

describe('the control for a property', () => {
  it('is a toggle for what is on or off', () => {
    expect(controlOf(affordances.on)).toEqual({ as: 'toggle' });
  });

  it('is nothing for what only the device can change', () => {
    expect(controlOf({ ...affordances.on, readOnly: true })).toEqual({ as: 'nothing' });
  });

  it('is a slider between the ends of the description', () => {
    expect(controlOf(affordances.brightness)).toEqual({ as: 'slider', min: 0, max: 100, step: 1 });
  });

  it('knows the ends of a percentage that the description leaves out', () => {
    expect(controlOf({ '@type': 'LevelProperty', type: 'number' })).toEqual({
      as: 'slider',
      min: 0,
      max: 100,
      step: 1,
    });
  });

  it('is a stepper for a target temperature', () => {
    expect(controlOf(affordances.target)).toEqual({ as: 'stepper', min: 5, max: 28, step: 0.5 });
  });

  it('is a number field without both ends', () => {
    expect(controlOf({ type: 'number', minimum: 0.1 })).toEqual({
      as: 'number',
      min: 0.1,
      step: 0.1,
    });
  });

  it('gives a wide range about a hundred steps', () => {
    expect(controlOf({ type: 'number', minimum: 0, maximum: 37 })).toMatchObject({ step: 0.5 });
  });

  it('is a choice where the description lists what is possible, of any type', () => {
    expect(controlOf({ type: 'string', enum: ['auto', 'eco'] })).toEqual({
      as: 'choice',
      options: ['auto', 'eco'],
    });
    expect(controlOf({ type: 'integer', enum: [1, 2] })).toMatchObject({ as: 'choice' });
  });

  it('is a colour only where the meaning says so', () => {
    expect(controlOf(affordances.colour)).toEqual({ as: 'colour' });
    expect(controlOf({ type: 'string', maxLength: 8 })).toEqual({ as: 'text', maxLength: 8 });
  });

  it('is nothing for what no field can hold', () => {
    expect(controlOf({ type: 'object' })).toEqual({ as: 'nothing' });
    expect(controlOf({})).toEqual({ as: 'nothing' });
    expect(controlOf(null)).toEqual({ as: 'nothing' });
  });
});

describe('a property', () => {
  it('is named in words where it has no title', () => {
    expect(inWords('targetTemperature')).toBe('Target temperature');
    expect(inWords('air_quality-index')).toBe('Air quality index');
  });

  it('understands a type written as a list or with a prefix', () => {
    const device = aDevice({
      properties: { a: { '@type': ['x:Foo', 'saref:OnOffProperty'], type: 'boolean' } },
    });
    expect(propertyOf(device, 'a')?.meaning).toBe('OnOffProperty');
  });

  it.each([
    [affordances.open, true, 'door', 'Open'],
    [affordances.smoke, false, 'smoke', 'No smoke'],
    [affordances.leak, true, 'leak', 'Water'],
    [affordances.level, 0, 'blind', 'Closed'],
    [affordances.level, 100, 'blind', 'Open'],
    [affordances.level, 60, 'blind', '60\u202f% open'],
    [affordances.time, 'Oct 28 14:05:22', '', 'Oct 28 14:05:22'],
    [affordances.on, undefined, 'light', '–'],
    [{ type: 'string', enum: ['fan_only'] }, 'fan_only', '', 'Fan only'],
  ])('%o says %o of a %s as %s', (affordance, value, kind, words) => {
    const [property] = propertiesOf(aDevice({ properties: { it: affordance } }));
    expect(valueText(property!, value, kind)).toBe(words);
  });
});

describe('a title', () => {
  it.each([
    ['Co2', 'CO₂'],
    ['co2 level', 'CO₂ level'],
    ['PM2.5', 'PM2.5'],
    ['Pm2 5', 'PM2.5'],
    ['time', 'Time'],
    ['iPad', 'iPad'],
  ])('%s is spelt %s', (title, spelling) => {
    expect(spelt(title)).toBe(spelling);
  });
});

describe('a device', () => {
  it('is what the hub says it is', () => {
    expect(kindOf(aLamp())).toBe('light');
  });

  it('is otherwise what its types or its properties suggest', () => {
    const byType = aDevice();
    byType.description['@type'] = ['Thing', 'SmartPlug'];
    expect(kindOf(byType)).toBe('plug');
    expect(kindOf(aDevice({ properties: { it: affordances.smoke } }))).toBe('smoke');
    expect(kindOf(aDevice({ properties: { it: affordances.time } }))).toBe('unknown');
  });

  it('is asked to act by a press, or by a form made from what the action must be told', () => {
    const device = aDevice();
    const matrix = { type: 'array' };
    device.description.actions = {
      blink: {},
      fade: {
        input: {
          type: 'object',
          required: ['level'],
          properties: {
            level: { type: 'integer', minimum: 0, maximum: 100 },
            colour: { enum: ['red', 'blue'] },
            pattern: matrix,
          },
        },
      },
      draw: { input: matrix },
    };
    const [blink, fade, draw] = actionsOf(device);
    expect(blink).toMatchObject({ title: 'Blink', input: [], askable: true });
    expect(fade?.input.map((it) => [it.title, it.required])).toEqual([
      ['Level', true],
      ['Colour', false],
    ]);
    expect(draw).toMatchObject({ askable: false });
  });

  it('hears what a form holds, and says what is missing or wrong', () => {
    const device = aDevice();
    device.description.actions = {
      fade: {
        input: {
          type: 'object',
          required: ['level'],
          properties: {
            level: { type: 'integer', minimum: 0, maximum: 100 },
            colour: { enum: ['red', 'blue'] },
            softly: { type: 'boolean' },
          },
        },
      },
      dim: { input: { title: 'Brightness', type: 'number' } },
    };
    const [fade, dim] = actionsOf(device);
    const say = (...answers: [string, string | boolean][]) => inputOf(fade!, new Map(answers));
    expect(say(['level', '40'], ['colour', 'red'], ['softly', true])).toEqual({
      ok: true,
      value: { level: 40, colour: 'red', softly: true },
    });
    expect(say(['level', '40'], ['colour', ''])).toEqual({ ok: true, value: { level: 40 } });
    expect(say(['level', ''])).toEqual({ ok: false, trouble: 'Level is needed.' });
    for (const wrong of ['101', '4.5', 'full'])
      expect(say(['level', wrong])).toEqual({
        ok: false,
        trouble: 'Level must be a number from 0 to 100.',
      });
    expect(inputOf(dim!, new Map([['', '0.5']]))).toEqual({ ok: true, value: 0.5 });
  });

  it('shows on its card what matters most', () => {
    const { target, temperature, humidity, power, on, time } = affordances;
    const radiator = aDevice({ kind: 'thermostat', properties: { target, temperature } });
    expect(essentialsOf(radiator).main?.name).toBe('temperature');
    expect(essentialsOf(radiator).control?.name).toBe('target');
    const plug = aDevice({ kind: 'plug', properties: { power, on } });
    expect(essentialsOf(plug).main?.name).toBe('on');
    expect(essentialsOf(plug).more.map((it) => it.name)).toEqual(['power']);
    const pump = aDevice({ kind: 'heat-pump', properties: { on, power } });
    expect(essentialsOf(pump).main?.name).toBe('power');
    const climate = aDevice({ kind: 'climate', properties: { humidity, temperature } });
    expect(essentialsOf(climate).main?.name).toBe('temperature');
    const clock = aDevice({ properties: { time } });
    expect(essentialsOf(clock)).toMatchObject({ main: { name: 'time' }, control: undefined });
  });

  it('without any property has an empty card', () => {
    expect(essentialsOf(aDevice())).toMatchObject({
      main: undefined,
      control: undefined,
      more: [],
    });
  });
});
