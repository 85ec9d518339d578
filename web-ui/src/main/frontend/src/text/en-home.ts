const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** A plain word is a kind of room, anything else a name: 'in the kitchen', 'in Anna's room'. */
const inRoom = (room: string) =>
  /^[A-Z][a-z]+( [a-z]+)*$/.test(room) ? `in the ${room.toLowerCase()}` : `in ${room}`;

/** The home page, its cards and the sentence about the house. */
export const enHome = {
  house: {
    label: 'State of the house',
    calm: 'All quiet.',
    needsLook: (name: string, n: number) =>
      n === 1 ? `${name} is not heard.` : `${n} devices are not heard.`,
    empty: 'Hearth is listening.',
    emptyRest: 'Switch on a device on your network and it shows up here, usually within a minute.',
    foundFirst: (n: number) => (n === 1 ? 'One device found.' : `${n} devices found.`),
    foundFirstRest: 'Say which of them are yours and where they stand.',
    alarm(danger: 'smoke' | 'leak' | 'alarm', room?: string): string {
      const where = room ? ` ${inRoom(room)}` : '';
      if (danger === 'smoke') return `Smoke${where}.`;
      if (danger === 'leak') return `Water${where}.`;
      return `Alarm${where}.`;
    },
    open: (name: string) => `${name} open`,
    windowsOpen: (n: number) => count(n, 'window open', 'windows open'),
    doorsOpen: (n: number) => count(n, 'door open', 'doors open'),
    on: (name: string) => `${name} on`,
    lightsOn: (n: number) => count(n, 'light on', 'lights on'),
    uses: (name: string, amount: string) => `${name} on ${amount}`,
    gives: (name: string, amount: string) => `${name} giving ${amount}`,
  },

  alarm: {
    smoke: (where: string) => `Smoke ${where}`,
    leak: (where: string) => `Water ${where}`,
    alarm: (where: string) => `Alarm ${where}`,
    inRoom,
    atHome: 'at home',
    says: (device: string) => `${device} reported it`,
    look: 'Open the device',
  },

  home: {
    title: 'Home',
    found: (n: number) => count(n, 'device found', 'devices found'),
    foundDetail: 'They wait for you to say that they are yours.',
    haveALook: 'Have a look',
    favourites: 'Favourites',
    noRoom: 'Without a room',
    demo: 'Demo home: simulated devices, nothing to break.',
    emptyTitle: 'Nothing lives here yet',
    emptyAdd: 'Add a device by its address',
  },

  card: {
    details: (title: string) => `${title}: details`,
    silent: 'Not heard',
    quarantined: 'Set aside',
    noValue: 'No value yet',
    nothingYet: 'Nothing yet',
  },

  /** In the order in which a person walks through a home. */
  usualRooms: {
    'Living room': ['living room', 'living', 'lounge', 'sitting room', 'sofa', 'tv'],
    Kitchen: ['kitchen', 'fridge', 'oven', 'dishwasher', 'kettle', 'sink', 'coffee'],
    'Dining room': ['dining room', 'dining'],
    Study: ['study', 'office', 'desk'],
    Bedroom: ['bedroom', 'bed', 'bedside', 'wardrobe'],
    "Children's room": ['children', 'childrens', 'kids', 'nursery', 'playroom'],
    Bathroom: ['bathroom', 'bath', 'shower', 'toilet'],
    Hallway: ['hallway', 'hall', 'entrance', 'front door', 'corridor', 'stairs', 'landing'],
    'Utility room': [
      'utility',
      'laundry',
      'washing machine',
      'washer',
      'dryer',
      'boiler',
      'heat pump',
    ],
    Cellar: ['cellar', 'basement'],
    Attic: ['attic', 'loft'],
    Garage: ['garage', 'workshop', 'car', 'charger'],
    Garden: ['garden', 'terrace', 'patio', 'balcony', 'porch', 'yard', 'shed'],
    Roof: ['roof', 'solar'],
  } as Record<string, readonly string[]>,
};
