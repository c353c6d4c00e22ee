@NullMarked
package lianhu.app.http;

import org.jspecify.annotations.NullMarked;
