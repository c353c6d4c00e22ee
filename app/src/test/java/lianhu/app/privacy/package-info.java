/** Tests of privacy: rules, data at rest, logs. */
@NullMarked
package lianhu.app.privacy;

import org.jspecify.annotations.NullMarked;
