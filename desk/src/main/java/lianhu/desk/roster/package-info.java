/** 岗位和人: who holds which post, and how posts and departments are reached. */
@NullMarked
package lianhu.desk.roster;

import org.jspecify.annotations.NullMarked;
