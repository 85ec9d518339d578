/** What the numbers of a device can be in; by the code that is stored, as people write it. */
export const enUnits = {
  title: 'Are its numbers right?',
  lead: 'If a device says the wrong unit, or none, say here what its numbers are in. They stay as they are, also in the past; only how they are read changes.',
  own: (said: string) =>
    said ? `As the device says (${said})` : 'As the device says (without a unit)',
  isIn: (unit: string) => `This is in ${unit}`,

  groups: [
    {
      title: 'Temperature',
      units: [
        ['Cel', '°C'],
        ['degF', '°F'],
        ['K', 'kelvin'],
      ],
    },
    {
      title: 'Share',
      units: [
        ['%', '%'],
        ['%RH', '% humidity'],
        ['%EL', '% battery'],
        ['/', 'parts of 1'],
      ],
    },
    {
      title: 'Power and energy',
      units: [
        ['W', 'W'],
        ['kW', 'kW'],
        ['VA', 'VA'],
        ['Wh', 'Wh'],
        ['kWh', 'kWh'],
        ['J', 'J'],
        ['V', 'V'],
        ['mV', 'mV'],
        ['A', 'A'],
        ['mA', 'mA'],
        ['Hz', 'Hz'],
      ],
    },
    {
      title: 'Light and air',
      units: [
        ['lx', 'lx'],
        ['Pa', 'Pa'],
        ['hPa', 'hPa'],
        ['ppm', 'ppm'],
        ['ug/m3', 'µg/m³'],
        ['m/s', 'm/s'],
      ],
    },
    {
      title: 'Water and length',
      units: [
        ['l', 'litres'],
        ['m3', 'm³'],
        ['l/s', 'litres a second'],
        ['mm', 'mm'],
        ['m', 'm'],
        ['deg', 'degrees (angle)'],
      ],
    },
    {
      title: 'Time and signal',
      units: [
        ['s', 'seconds'],
        ['min', 'minutes'],
        ['h', 'hours'],
        ['dB', 'dB'],
        ['dBm', 'dBm'],
      ],
    },
  ] as ReadonlyArray<{
    readonly title: string;
    readonly units: ReadonlyArray<readonly [code: string, shown: string]>;
  }>,
};
