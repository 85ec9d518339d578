/** The hub takes none that is shorter. */
export const shortestPassword = 8;
