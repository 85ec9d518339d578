/** What a person may set: by flag, by environment, in one TOML file, or not at all. */
@NullMarked
package org.hearthhub.app.settings;

import org.jspecify.annotations.NullMarked;
