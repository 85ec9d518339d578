package org.hearthhub.app.settings;

/**
 * Something that was set.
 *
 * @param text the value
 * @param where who set it, for a sentence, for example {@code --http-port}
 */
record Given(String text, String where) {}
