# 只需要 Python 3.11 以上和 make。`make help` 列出全部命令。
# Every path is relative: blanks and Chinese characters in the path of the checkout cannot matter.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-system system-programs lint mutate bench build bundle docs pictures lock clean
.NOTPARALLEL:

PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if "$$each" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$each"; break; fi; done)
ARGS ?=
# Which versions of Python the bundle is for; nothing: the one that makes it.
PYTHONS ?=

VENV := .venv
PY := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts/python.exe,bin/python)
LOCK := requirements/constraints.txt
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check -c $(LOCK)
# The environment finds the package by a relative path: Python cannot start under every locale if the path is Chinese.
LINK = $(PY) -c 'import os, pathlib, sysconfig; lib = sysconfig.get_path("purelib"); \
	pathlib.Path(lib, "_gzaudit.pth").write_text(os.path.relpath(os.getcwd(), lib), encoding="ascii")'

# What is built carries the commit's time, not the clock's.
DATED = SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)}"

# The environment is made anew when its inputs change, when the checkout has moved, and for another Python.
KEY := $(shell { pwd; "$(PYTHON)" --version; } 2>&1 | cksum | cut -d ' ' -f 1)
RUN := $(VENV)/.run-$(KEY)
TEST := $(VENV)/.test-$(KEY)
LINT := $(VENV)/.lint-$(KEY)
MUTATION := $(VENV)/.mutation-$(KEY)

help: ## 列出全部命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

demo: $(RUN) ## 在样例工作区（build/demo）上核算 2025 年，打印各区结果和文件位置
	@rm -rf build/demo && mkdir -p build && cp -R sample_data/workspace build/demo
	@$(PY) -m gzaudit compute 2025 --workspace build/demo --fail-on never $(ARGS)
	@echo && echo "全部文件在：$$(pwd)/build/demo/runs/2025" && cd build/demo && find runs -name '*.*' -type f ! -name '.*' | sort

test: $(TEST) ## 运行测试（只用 Python 包）
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

test-system: $(TEST) system-programs ## 安装所需的 Debian 软件包，运行要用 LibreOffice、Chromium 等程序的测试
	@$(PY) -m pytest -m system $(ARGS)

lint: $(LINT) ## 检查格式、写法和类型
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

mutate: $(MUTATION) ## 变异测试：逐处改动核算和读规则的程序，看测试能否发现（约二十分钟，只印汇总）
	@$(PY) tests/docs/mutation.py

bench: $(TEST) ## 测量速度和内存
	@$(PY) -m benchmarks.bench $(ARGS)

build: $(TEST) ## 生成 wheel 和源码包（dist/），同一提交两次生成的字节相同
	@rm -rf dist
	@$(DATED) $(PY) -m build --no-isolation --outdir dist

bundle: $(TEST) ## 生成离线安装包（dist/…-offline.zip）：没有网络的 Linux 和 Windows 用；PYTHONS="3.11 3.12" 写明 Python 版本
	@$(DATED) $(PY) -m requirements.bundle $(PYTHONS)

docs: $(TEST) ## 重写 README 和 docs/ 中由程序得出的部分
	@$(PY) tests/docs/generated.py

pictures: $(TEST) system-programs ## 用样例重拍 docs/images/ 的图
	@$(PY) tests/docs/pictures.py

lock: ## 把依赖更新到最新版本，重写 requirements/constraints.txt
	@rm -rf build/lock && $(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check hatchling colorama '.[test,lint,mutation]'
	@{ sed -n '/^#/p' $(LOCK); build/lock/bin/python -m pip freeze --exclude gzaudit | LC_ALL=C sort -f; } > build/lock.txt
	@mv build/lock.txt $(LOCK) && rm -rf build/lock

clean: ## 删除环境和全部生成的文件
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): pyproject.toml $(LOCK)
	@test -n "$(PYTHON)" || { echo '没有找到 Python 3.11 或更新的版本；装好后重试，或写明 make PYTHON=路径'; exit 1; }
	@echo '准备 $(VENV)（首次约一分钟）…'
	@$(PYTHON) -m venv --clear $(VENV) || { echo '建不了虚拟环境；Debian 和 Ubuntu 请先安装 python3-venv'; exit 1; }
	@$(INSTALL) hatchling
	@$(INSTALL) --no-build-isolation -e .
	@$(LINK)
	@touch $@

$(TEST): $(RUN)
	@echo '安装测试所需的包 …'
	@$(INSTALL) --no-build-isolation -e '.[test]'
	@$(LINK)
	@touch $@

$(LINT): $(RUN)
	@echo '安装检查所需的包 …'
	@$(INSTALL) --no-build-isolation -e '.[lint]'
	@$(LINK)
	@touch $@

$(MUTATION): $(TEST)
	@echo '安装变异测试所需的包 …'
	@$(INSTALL) --no-build-isolation -e '.[test,mutation]'
	@$(LINK)
	@touch $@

# Programs are looked for by name, so that another package which brings them will do as well.
system-programs:
	@missing=; \
	for each in soffice:libreoffice-calc-nogui chromium:chromium pdftotext:poppler-utils fc-list:fontconfig \
		systemd-analyze:systemd; do \
		command -v "$${each%%:*}" >/dev/null || missing="$$missing $${each#*:}"; \
	done; \
	{ command -v fc-list >/dev/null && fc-list | grep -q 'Noto Sans CJK'; } || missing="$$missing fonts-noto-cjk"; \
	for each in libpango-1.0-0 libpangoft2-1.0-0; do \
		ldconfig -p 2>/dev/null | grep -q "$${each%-0}" || ls /usr/lib/*/"$${each%-0}"* >/dev/null 2>&1 \
			|| missing="$$missing $$each"; \
	done; \
	if [ -n "$$missing" ]; then \
		command -v apt-get >/dev/null || { echo "没有 apt-get，请自行安装：$$missing"; exit 1; }; \
		root=; [ "$$(id -u)" = 0 ] || root=sudo; \
		$$root apt-get update -q && \
		$$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; \
	fi
