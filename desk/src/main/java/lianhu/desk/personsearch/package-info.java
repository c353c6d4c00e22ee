/** 按电话、姓名查: the reports and calls of one person, for who has the right and says why. */
@NullMarked
package lianhu.desk.personsearch;

import org.jspecify.annotations.NullMarked;
