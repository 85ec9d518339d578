// Past readings for the simulated home: made up, the same ones each time.

const noise = (n) => {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};

function valueAt(d, name, seconds) {
  const now = d.values[name]?.value;
  const day = (seconds % 86_400) / 86_400;
  const slot = Math.floor(seconds / 1800);
  if (typeof now === 'boolean') return noise(slot + d.title.length) > 0.75;
  if (typeof now === 'string') {
    const options = d.description.properties[name].enum;
    return options
      ? options[Math.floor(noise(Math.floor(seconds / 14_400)) * options.length)]
      : now;
  }
  const wave = Math.sin((day - 0.3) * 2 * Math.PI);
  if (name === 'temperature')
    return now + wave * 1.8 + noise(Math.floor(seconds / 600)) * 0.4 + Math.sin(seconds / 3e6) * 4;
  if (name === 'humidity') return now - wave * 6 + noise(Math.floor(seconds / 900)) * 3;
  if (name === 'power')
    return now * (noise(Math.floor(seconds / 2400)) > 0.45 ? 0.9 + noise(seconds) * 0.2 : 0.05);
  if (name === 'energy') return now - (Date.now() / 1000 - seconds) * 0.05;
  if (name === 'target') return day > 0.25 && day < 0.9 ? 21.5 : 18;
  if (name === 'lux') return Math.max(0, wave) * 400 + noise(seconds) * 20;
  return Math.round(now * (0.5 + noise(slot) * 0.5));
}

export function historyOf(d, name, query) {
  const to = query.get('to') ? Date.parse(query.get('to')) / 1000 : Date.now() / 1000;
  const from = query.get('from') ? Date.parse(query.get('from')) / 1000 : to - 86_400;
  const points = Number(query.get('points') ?? 1000);
  const { unit, type } = d.description.properties[name];
  const base = { device: d.id, property: name, unit, from: iso(from), to: iso(to) };
  const pace = type === 'number' ? 30 : 600;
  const isHole = (t) => t % 86_400 > 11_000 && t % 86_400 < 19_000 && d.title === 'Climate';
  const round = (v) => (typeof v === 'number' ? Math.round(v * 100) / 100 : v);
  const form = query.get('form') ?? 'auto';
  if (form === 'increases') {
    const step = Math.max(3600, Math.round((to - from) / points / 3600) * 3600);
    const increases = [];
    for (let t = from; t < to; t += step)
      increases.push({
        time: iso(t),
        count: 60,
        increase: Math.round(step * (0.02 + noise(t) * 0.06)),
      });
    return { ...base, kind: 'increases', step, increases };
  }
  if (form === 'states') {
    const states = [];
    const totals = new Map();
    for (let t = Math.ceil(from / pace) * pace; t < to; t += pace) {
      const value = valueAt(d, name, t);
      const end = Math.min(to, t + pace);
      totals.set(value, (totals.get(value) ?? 0) + end - t);
      const last = states.at(-1);
      if (last?.value === value) last.to = iso(end);
      else states.push({ from: iso(t), to: iso(end), value });
    }
    return {
      ...base,
      kind: 'states',
      states,
      totals: [...totals].map(([value, seconds]) => ({ value, seconds })),
    };
  }
  if ((to - from) / pace <= points) {
    const readings = [];
    for (let t = Math.ceil(from / pace) * pace; t < to; t += pace) {
      if (!isHole(t)) readings.push({ time: iso(t), value: round(valueAt(d, name, t)) });
    }
    return { ...base, kind: 'readings', readings };
  }
  const step = Math.ceil((to - from) / points / 60) * 60;
  const steps = [];
  for (let t = Math.floor(from / step) * step; t < to; t += step) {
    if (isHole(t)) continue;
    const samples = [0, 0.2, 0.4, 0.6, 0.8].map((part) => valueAt(d, name, t + part * step));
    const isNumber = typeof samples[0] === 'number';
    steps.push({
      time: iso(t),
      count: Math.ceil(step / pace),
      last: round(samples[4]),
      ...(isNumber
        ? {
            min: round(Math.min(...samples)),
            max: round(Math.max(...samples)),
            mean: round(samples.reduce((a, b) => a + b) / 5),
          }
        : {}),
    });
  }
  return { ...base, kind: 'steps', step, steps };
}

const iso = (seconds) => new Date(seconds * 1000).toISOString();
